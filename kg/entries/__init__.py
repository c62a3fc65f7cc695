"""What one file of the collection may say. Each field declares its key, type, property and help text in one line;
the RDF, the JSON Schema, the curator's guide and the check of the ontology derive from these lines.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from kg.entries.values import (
    Amount,
    ArxivId,
    Base,
    DatasetRef,
    Datasets,
    Doi,
    Evaluation,
    Evidence,
    Forum,
    Framework,
    Id,
    Kind,
    Licence,
    Maintainer,
    Month,
    Orcid,
    Percent,
    Protocol,
    Relation,
    SourceRef,
    Sources,
    Split,
    Text,
    Texts,
    Tier,
    Url,
    Urls,
    VenueKind,
    VenueRef,
    Whole,
    Year,
    says,
)

_strict = ConfigDict(extra="forbid")


@dataclass(slots=True, kw_only=True, config=_strict)
class Link:
    """Why a method stands in relation to an older one."""

    how: Annotated[Text, says("kg:how", "What was taken over or changed, in our own short words.")]
    why: Annotated[
        Text | None, says("kg:why", "The limit of the parent that the change answers, as the authors see it.")
    ] = None
    where: Annotated[Text | None, says("kg:where", "Place in the child's paper: §3.1, Table 2, README.")] = None
    evidence: Annotated[
        Evidence,
        says(
            "kg:evidence",
            "stated: the authors say so at `where`; implied: clear from the design; "
            "curated, also if not told: our judgement.",
        ),
    ] = "curated"
    source: Annotated[
        SourceRef | None, says("dcterms:source", "Who says so, an id of a source; absent = the child's paper.")
    ] = None


@dataclass(slots=True, kw_only=True, config=_strict)
class Descent(Link):
    """How a method descends from an older one."""

    by: Annotated[Relation, Field(description="The kind of descent.")]


@dataclass(slots=True, kw_only=True, config=_strict)
class Numbers:
    """One measured set of numbers, and what they depend on from one model to the next."""

    variant: Annotated[Text, says("kg:variant", "The model as the table names it.")]
    top1: Annotated[Percent | None, says("kg:top1", "Top-1 accuracy in percent.")] = None
    top5: Annotated[Percent | None, says("kg:top5", "Top-5 accuracy in percent.")] = None
    size: Annotated[Whole | None, says("kg:imageSize", "Side of the test image in pixels.")] = None
    params: Annotated[Amount | None, says("kg:parameters", "Parameters in millions.")] = None
    madds: Annotated[Amount | None, says("kg:multiplyAdds", "Multiply-adds in billions.")] = None
    trained_on: Annotated[
        Datasets,
        says("kg:trainingData", "Ids of the data sets used for training; absent = the training part of `dataset`."),
    ] = Field(default_factory=list)
    evaluation: Annotated[
        Evaluation | None,
        says("kg:evaluation", "What was trained on the task; absent = the whole network, trained or fine-tuned."),
    ] = None
    note: Annotated[Text | None, says("skos:note", "What the numbers depend on beside the rest.")] = None


_Dataset = Annotated[DatasetRef, says("kg:dataset", "Id of the data set, from data/datasets.yaml.")]
_Split = Annotated[Split, says("kg:split", "Part of the data set that was measured.")]
_Protocol = Annotated[Protocol, says("kg:protocol", "How test images were cropped and averaged.")]
_Where = Annotated[Text, says("kg:where", "Table, section or file that holds the numbers.")]


@dataclass(slots=True, kw_only=True, config=_strict)
class Result(Numbers):
    """One measured set of numbers with its protocol and its place."""

    dataset: _Dataset
    split: _Split
    protocol: _Protocol
    tier: Annotated[Tier, says("kg:tier", "claimed: by the paper; reproduced: by somebody else.")]
    where: _Where
    source: Annotated[Id | None, Field(description="Who measured it, an id of a source; absent = the paper.")] = None


@dataclass(slots=True, kw_only=True, config=_strict)
class Reproduction:
    """`data/results/<source>.yaml`: what one source measured of the methods of many papers, all in one way."""

    dataset: _Dataset
    split: _Split
    protocol: _Protocol
    where: _Where
    papers: Annotated[
        dict[Id, Annotated[dict[Text, Annotated[list[Numbers], Field(min_length=1)]], Field(min_length=1)]],
        Field(min_length=1, description="Rows by the paper's id and the method's label."),
    ]


@dataclass(slots=True, kw_only=True, config=_strict)
class Method:
    """What a paper introduces."""

    id: Annotated[Id | None, Field(description="Only where the name does not make a good or unique id.")] = None
    kind: Annotated[Kind, Field(description="architecture, block, technique or search-space.")] = "architecture"
    summary: Annotated[Text | None, says("dcterms:description", "One sentence of our own.")] = None
    aliases: Annotated[Texts, says("skos:altLabel", "Other names in use.")] = Field(default_factory=list)
    root: Annotated[Text | None, says("kg:rootReason", "Why this method has no ancestor here.")] = None
    descends_from: Annotated[
        dict[Text, Descent], Field(description="Designs that this one takes over and changes.")
    ] = Field(default_factory=dict)
    uses: Annotated[dict[Text, Link], Field(description="Blocks and techniques taken over.")] = Field(
        default_factory=dict
    )
    inspired_by: Annotated[dict[Text, Link], Field(description="What the authors name as the idea's origin.")] = Field(
        default_factory=dict
    )
    contrasts_with: Annotated[
        dict[Text, Link], Field(description="What looks related and, say the authors, is not.")
    ] = Field(default_factory=dict)
    results: Annotated[list[Result], Field(description="Measured numbers.")] = Field(default_factory=list)
    same_as: Annotated[Urls, says("skos:exactMatch", "IRIs of the same method in other vocabularies.")] = Field(
        default_factory=list
    )


@dataclass(slots=True, kw_only=True, config=_strict)
class Repository:
    """A place with code, as linked."""

    url: Annotated[Url, Field(description="Address of the repository or of a file in it.")]
    by: Annotated[Maintainer, says("kg:maintainer", "authors of the paper, a library, or the community.")]
    framework: Annotated[Framework | None, says("kg:framework", "Framework the code is written for.")] = None
    listed_as: Annotated[Texts, says("kg:listedAs", "The label that a list gives it, slips included.")] = Field(
        default_factory=list
    )


@dataclass(slots=True, kw_only=True, config=_strict)
class Listing:
    """What a source list says of the paper, as it says it."""

    section: Annotated[Text | None, says("kg:listedSection", "Heading of the list's section.")] = None
    name: Annotated[Text, says("kg:listedName", "Name in the list's table.")]
    title: Annotated[Text | None, says("kg:listedTitle", "The list's title where it differs from what we hold.")] = None
    authors: Annotated[
        Text | None, says("kg:listedAuthors", "The list's authors where they differ from what we hold.")
    ] = None
    venue: Annotated[Text | None, says("kg:listedVenue", "Venue as the list has it.")] = None
    top1: Annotated[Percent | None, says("kg:listedTop1", "Top-1 accuracy as the list has it, percent.")] = None
    top5: Annotated[Percent | None, says("kg:listedTop5", "Top-5 accuracy as the list has it, percent.")] = None
    note: Annotated[Text | None, says("skos:note", "What the list has wrong, in our own words.")] = None


def _filled_in(value: Any) -> Any:
    """A method of which nothing but the name is said."""
    return {} if value == "" else value


@dataclass(slots=True, kw_only=True, config=_strict)
class Paper:
    """One entry: a paper and what it introduces."""

    title: Annotated[Text, says("dcterms:title", "Title as printed.")]
    authors: Annotated[list[Text], Field(min_length=1, description="Names in printed order, as printed.")]
    venue: Annotated[VenueRef | None, Field(description="Id in data/venues.yaml; absent = preprint only.")] = None
    year: Annotated[
        Year, says("fabio:hasPublicationYear", "Year of publication at the venue; of posting for a preprint.")
    ]
    posted: Annotated[Month | None, says("kg:posted", "First public version, YYYY-MM.")] = None
    arxiv: Annotated[ArxivId | None, says("fabio:hasArXivId", "arXiv id without version.")] = None
    doi: Annotated[Doi | None, says("bibo:doi", "DOI without prefix.")] = None
    openreview: Annotated[Forum | None, Field(description="Forum id on OpenReview.")] = None
    url: Annotated[Url | None, Field(description="A stable page, for papers that are not on arXiv.")] = None
    introduces: Annotated[
        dict[Text, Annotated[Method, BeforeValidator(_filled_in)]],
        Field(min_length=1, description="Methods by their label."),
    ]
    code: Annotated[list[Repository], Field(description="Where the code is.")] = Field(default_factory=list)
    listed: Annotated[
        dict[Id, list[Listing]], Field(description="Rows of source lists, by the list's id in kg.yaml.")
    ] = Field(default_factory=dict)
    sources: Annotated[
        Sources,
        says("dcterms:source", "Ids of the sources in which title, authors, venue and year were seen."),
    ] = Field(default_factory=list)
    note: Annotated[Text | None, says("skos:note", "For the reader.")] = None


@dataclass(slots=True, kw_only=True, config=_strict)
class Venue:
    """A series of conferences, workshops or a journal."""

    name: Annotated[Text, says("rdfs:label", "Short name, as people say it.")]
    aliases: Annotated[Texts, says("skos:altLabel", "Other short names, such as an earlier one.")] = Field(
        default_factory=list
    )
    full_name: Annotated[Text, says("dcterms:title", "Full name.")]
    kind: Annotated[VenueKind, says("kg:venueKind", "conference, journal, workshop or preprint.")]
    same_as: Annotated[Urls, says("schema:sameAs", "IRIs of the same series elsewhere.")] = Field(default_factory=list)


@dataclass(slots=True, kw_only=True, config=_strict)
class Person:
    """Somebody who needs more than a printed name."""

    name: Annotated[Text, says("foaf:name", "Canonical name.")]
    aliases: Annotated[Texts, says("skos:altLabel", "Other printed names of the same person.")] = Field(
        default_factory=list
    )
    orcid: Annotated[Orcid | None, Field(description="ORCID iD.")] = None
    papers: Annotated[list[Id], Field(description="Only for homonyms: the papers that this one of them wrote.")] = (
        Field(default_factory=list)
    )
    same_as: Annotated[Urls, says("schema:sameAs", "IRIs of the same person elsewhere.")] = Field(default_factory=list)


@dataclass(slots=True, kw_only=True, config=_strict)
class Dataset:
    """A data set that results are measured on or trained with."""

    name: Annotated[Text, says("rdfs:label", "Short name.")]
    full_name: Annotated[Text, says("dcterms:title", "Full name.")]
    url: Annotated[Url | None, says("schema:url", "Home page.")] = None


@dataclass(slots=True, kw_only=True, config=_strict)
class Source:
    """A place where facts were seen, or a list whose rows are kept."""

    title: Annotated[Text, says("dcterms:title", "Title of the source.")]
    url: Annotated[
        Url | None, says("schema:url", "Where it stands; absent = a page of each paper's own, such as its code.")
    ] = None
    licence: Annotated[Text | None, says("dcterms:rights", "What it says of its licence.")] = None


@dataclass(slots=True, kw_only=True, config=_strict)
class Collection:
    """What the collection is."""

    title: Annotated[Text, says("dcterms:title", "Title of the collection.")]
    base: Annotated[Base, Field(description="IRI that all entities begin with; ends in a slash.")]
    description: Annotated[Text | None, says("dcterms:description", "A sentence or two.")] = None
    licence: Annotated[Licence | None, says("dcterms:license", "Licence of the data: its address, or its SPDX id.")] = (
        None
    )
    creators: Annotated[Texts, says("dcterms:creator", "Who made it.")] = Field(default_factory=list)
    sources: Annotated[dict[Id, Source], Field(description="Source lists by id.")] = Field(default_factory=dict)
    start: Annotated[Texts, Field(description="Methods that a newcomer begins with, best known first.")] = Field(
        default_factory=list
    )
