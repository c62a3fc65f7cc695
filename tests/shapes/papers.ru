# Changes to the graph of tests/world, each of which breaks one constraint on papers or authorships and no other.
#
# A heading names the constraint and the parameter that it breaks, or "accepts" if it breaks nothing. Below it stands a
# SPARQL update, or RENAME <old> TO <new>. What stands above the first heading goes before each.

BASE <https://example.org/world/>


#+ Paper sh:pattern
RENAME <paper/suzuki2017reeds> TO <paper/Suzuki_2017>

#+ Paper-form sh:qualifiedMinCount
DELETE DATA { <paper/li2016wide> a fabio:ConferencePaper }

#+ Paper-form sh:qualifiedMaxCount
INSERT DATA { <paper/li2016wide> a fabio:Preprint }

#+ Paper-title sh:minCount
DELETE WHERE { <paper/li2016wide> dcterms:title ?title }

#+ Paper-title sh:maxCount
INSERT DATA { <paper/li2016wide> dcterms:title "Wider Egrets" }

#+ Paper-title sh:datatype
DELETE { <paper/li2016wide> dcterms:title ?title } INSERT { <paper/li2016wide> dcterms:title "Wide Egrets"@en }
WHERE { <paper/li2016wide> dcterms:title ?title }

#+ Paper-title sh:minLength
DELETE { <paper/li2016wide> dcterms:title ?title } INSERT { <paper/li2016wide> dcterms:title "" }
WHERE { <paper/li2016wide> dcterms:title ?title }

#+ Paper-year sh:minCount
DELETE WHERE { <paper/suzuki2017reeds> fabio:hasPublicationYear ?year }

#+ Paper-year sh:maxCount
INSERT DATA { <paper/suzuki2017reeds> fabio:hasPublicationYear "2018"^^xsd:gYear }

#+ Paper-year sh:datatype
DELETE { <paper/suzuki2017reeds> fabio:hasPublicationYear ?year }
INSERT { <paper/suzuki2017reeds> fabio:hasPublicationYear 2017 }
WHERE { <paper/suzuki2017reeds> fabio:hasPublicationYear ?year }

#+ Paper-posted accepts
DELETE WHERE { <paper/li2016wide> kg:posted ?month }

#+ Paper-posted sh:maxCount
INSERT DATA { <paper/li2016wide> kg:posted "2015-12"^^xsd:gYearMonth }

#+ Paper-posted sh:datatype
DELETE { <paper/li2016wide> kg:posted ?month } INSERT { <paper/li2016wide> kg:posted "2015-11" }
WHERE { <paper/li2016wide> kg:posted ?month }

#+ Paper-arxiv accepts
DELETE { <paper/li2016wide> fabio:hasArXivId ?id } INSERT { <paper/li2016wide> fabio:hasArXivId "cs.CV/9901001" }
WHERE { <paper/li2016wide> fabio:hasArXivId ?id }

#+ Paper-arxiv sh:maxCount
INSERT DATA { <paper/li2016wide> fabio:hasArXivId "1511.99999" }

#+ Paper-arxiv sh:datatype
DELETE { <paper/li2016wide> fabio:hasArXivId ?id } INSERT { <paper/li2016wide> fabio:hasArXivId 1511.04321 }
WHERE { <paper/li2016wide> fabio:hasArXivId ?id }

#+ Paper-arxiv sh:pattern
DELETE { <paper/li2016wide> fabio:hasArXivId ?id } INSERT { <paper/li2016wide> fabio:hasArXivId "1511.04321v2" }
WHERE { <paper/li2016wide> fabio:hasArXivId ?id }

#+ Paper-doi sh:maxCount
INSERT DATA { <paper/li2016wide> bibo:doi "10.5555/another" }

#+ Paper-doi sh:datatype
DELETE { <paper/li2016wide> bibo:doi ?doi } INSERT { <paper/li2016wide> bibo:doi "10.5555/icim.2016.42"^^xsd:anyURI }
WHERE { <paper/li2016wide> bibo:doi ?doi }

#+ Paper-doi sh:pattern
DELETE { <paper/li2016wide> bibo:doi ?doi }
INSERT { <paper/li2016wide> bibo:doi "https://doi.org/10.5555/icim.2016.42" }
WHERE { <paper/li2016wide> bibo:doi ?doi }

#+ Paper-url accepts
DELETE WHERE { <paper/li2016wide> schema:url ?page }

#+ Paper-url sh:maxCount
INSERT DATA { <paper/li2016wide> schema:url <https://example.org/papers/wide> }

#+ Paper-url sh:nodeKind
DELETE { <paper/li2016wide> schema:url ?page } INSERT { <paper/li2016wide> schema:url "https://arxiv.org/abs/1511.04321" }
WHERE { <paper/li2016wide> schema:url ?page }

#+ Paper-url sh:pattern
DELETE { <paper/li2016wide> schema:url ?page } INSERT { <paper/li2016wide> schema:url <file:///wide.pdf> }
WHERE { <paper/li2016wide> schema:url ?page }

#+ Paper-seeAlso accepts
INSERT DATA { <paper/li2016wide> rdfs:seeAlso <https://example.org/a>, <http://example.org/b> }

#+ Paper-seeAlso sh:nodeKind
INSERT DATA { <paper/li2016wide> rdfs:seeAlso "https://example.org/a" }

#+ Paper-seeAlso sh:pattern
INSERT DATA { <paper/li2016wide> rdfs:seeAlso <urn:isbn:9780000000000> }

#+ Paper-source sh:class
INSERT DATA { <paper/okafor1998shallow> dcterms:source <venue/jiv> }

#+ Paper-note sh:maxCount
INSERT DATA { <paper/okafor1998shallow> skos:note "A second note." }

#+ Paper-note sh:datatype
INSERT DATA { <paper/li2016wide> skos:note "A note."@en }

#+ Paper-authorship sh:minCount
DELETE { <paper/li2016wide> kg:authorship ?authorship ; dcterms:creator ?creator . ?authorship ?property ?value }
WHERE {
  <paper/li2016wide> kg:authorship ?authorship ; dcterms:creator ?creator .
  ?authorship ?property ?value
}

#+ Paper-authorship sh:class
INSERT DATA { <paper/li2016wide> kg:authorship <person/li-wei> }

#+ Paper-creator sh:equals
INSERT DATA { <paper/li2016wide> dcterms:creator <person/yui-suzuki> }

#+ Paper-creator sh:equals
DELETE DATA { <paper/li2016wide> dcterms:creator <person/li-wei> }

#+ Paper-positions sh:sparql
# a gap
DELETE DATA { <paper/li2016wide/author/2> schema:position 2 } ;
INSERT DATA { <paper/li2016wide/author/2> schema:position 3 }

#+ Paper-positions sh:sparql
# a double
DELETE DATA { <paper/li2016wide/author/2> schema:position 2 } ;
INSERT DATA { <paper/li2016wide/author/2> schema:position 1 }

#+ Paper-positions sh:sparql
# counted from zero
DELETE DATA { <paper/li2016wide/author/1> schema:position 1 . <paper/li2016wide/author/2> schema:position 2 } ;
INSERT DATA { <paper/li2016wide/author/1> schema:position 0 . <paper/li2016wide/author/2> schema:position 1 }

#+ Paper-edition sh:maxCount
INSERT DATA {
  <paper/li2016wide> dcterms:isPartOf <venue/icim/2015> .
  <venue/icim/2015> a kg:Edition ; rdfs:label "ICIM 2015" ; dcterms:isPartOf <venue/icim> ;
    fabio:hasPublicationYear "2016"^^xsd:gYear .
}

#+ Paper-edition sh:class
DELETE DATA { <venue/icim/2016> a kg:Edition }

#+ Paper-venue sh:equals
DELETE DATA { <paper/li2016wide> kg:publishedIn <venue/icim> }

#+ Paper-venue sh:equals
INSERT DATA { <paper/li2016wide> kg:publishedIn <venue/jiv> }

#+ Paper-introduces sh:minCount
INSERT DATA {
  <paper/nobody2020nothing> a kg:Paper, fabio:Preprint ; dcterms:title "Nothing" ;
    fabio:hasPublicationYear "2020"^^xsd:gYear ; dcterms:creator <person/li-wei> ;
    kg:authorship <paper/nobody2020nothing/author/1> .
  <paper/nobody2020nothing/author/1> a kg:Authorship ; schema:position 1 ; kg:author <person/li-wei> ;
    kg:printedName "Li Wei" .
}

#+ Paper-introduces sh:class
INSERT DATA {
  <paper/li2016wide> kg:introduces <dataset/pond-1m> .
  <dataset/pond-1m> kg:introducedBy <paper/li2016wide> .
}

#+ Paper-introduced sh:equals
INSERT DATA { <paper/li2016wide> kg:introduces <method/heron> }

#+ Paper-introduced sh:equals
DELETE DATA { <paper/li2016wide> kg:introduces <method/wing-block> }

#+ Authorship sh:pattern
RENAME <paper/li2016wide/author/1> TO <paper/li2016wide/author/first>

#+ Authorship-paper sh:minCount
DELETE DATA {
  <paper/li2016wide> kg:authorship <paper/li2016wide/author/2> ; dcterms:creator <person/soren-bjornsen> .
}

#+ Authorship-paper sh:maxCount
# the second author of one paper is said to be that of another paper, too
DELETE DATA {
  <paper/suzuki2017reeds> kg:authorship <paper/suzuki2017reeds/author/2> .
  <paper/suzuki2017reeds/author/2> a kg:Authorship ; schema:position 2 ; kg:author <person/li-wei-of-kyoto> ;
    kg:printedName "Li Wei" .
} ;
INSERT DATA { <paper/suzuki2017reeds> kg:authorship <paper/swiatek2016slim/author/2> }

#+ Authorship-position sh:minCount
DELETE DATA { <paper/li2016wide/author/2> schema:position 2 }

#+ Authorship-position sh:maxCount
DELETE DATA {
  <paper/li2016wide> kg:authorship <paper/li2016wide/author/2> ; dcterms:creator <person/soren-bjornsen> .
  <paper/li2016wide/author/2> a kg:Authorship ; schema:position 2 ; kg:author <person/soren-bjornsen> ;
    kg:printedName "Søren Bjørnsen" .
} ;
INSERT DATA { <paper/li2016wide/author/1> schema:position 2 }

#+ Authorship-position sh:datatype
DELETE DATA { <paper/li2016wide/author/2> schema:position 2 } ;
INSERT DATA { <paper/li2016wide/author/2> schema:position 2.0 }

#+ Authorship-author sh:minCount
DELETE DATA {
  <paper/li2016wide> dcterms:creator <person/li-wei> .
  <paper/li2016wide/author/1> kg:author <person/li-wei> .
}

#+ Authorship-author sh:maxCount
INSERT DATA {
  <paper/li2016wide> dcterms:creator <person/yui-suzuki> .
  <paper/li2016wide/author/1> kg:author <person/yui-suzuki> .
}

#+ Authorship-author sh:class
DELETE DATA { <person/li-wei> a foaf:Person }

#+ Authorship-printedName sh:minCount
DELETE DATA { <paper/li2016wide/author/1> kg:printedName "Li Wei" }

#+ Authorship-printedName sh:maxCount
INSERT DATA { <paper/li2016wide/author/1> kg:printedName "Wei Li" }

#+ Authorship-printedName sh:datatype
DELETE DATA { <paper/li2016wide/author/1> kg:printedName "Li Wei" } ;
INSERT DATA { <paper/li2016wide/author/1> kg:printedName "Li Wei"@en }

#+ Authorship-printedName sh:minLength
DELETE DATA { <paper/li2016wide/author/1> kg:printedName "Li Wei" } ;
INSERT DATA { <paper/li2016wide/author/1> kg:printedName "" }
