# Changes to the graph of tests/world, each of which breaks one constraint on venues and editions and no other
# (see papers.ru).

BASE <https://example.org/world/>


#+ Venue sh:pattern
RENAME <venue/jiv> TO <venue/JIV>

#+ Venue-label sh:minCount
DELETE DATA { <venue/jiv> rdfs:label "JIV" }

#+ Venue-label sh:maxCount
INSERT DATA { <venue/jiv> rdfs:label "Imagined Vision" }

#+ Venue-label sh:datatype
DELETE DATA { <venue/jiv> rdfs:label "JIV" } ;
INSERT DATA { <venue/jiv> rdfs:label "JIV"@en }

#+ Venue-altLabel sh:datatype
INSERT DATA { <venue/jiv> skos:altLabel "Imagined Vision"@en }

#+ Venue-title sh:minCount
DELETE WHERE { <venue/jiv> dcterms:title ?name }

#+ Venue-title sh:maxCount
INSERT DATA { <venue/jiv> dcterms:title "Another name" }

#+ Venue-title sh:datatype
DELETE { <venue/jiv> dcterms:title ?name } INSERT { <venue/jiv> dcterms:title "Journal of Imagined Vision"@en }
WHERE { <venue/jiv> dcterms:title ?name }

#+ Venue-kind sh:minCount
DELETE DATA { <venue/jiv> kg:venueKind "journal" }

#+ Venue-kind sh:maxCount
INSERT DATA { <venue/jiv> kg:venueKind "workshop" }

#+ Venue-kind sh:in
DELETE DATA { <venue/jiv> kg:venueKind "journal" } ;
INSERT DATA { <venue/jiv> kg:venueKind "magazine" }

#+ Venue-sameAs sh:nodeKind
INSERT DATA { <venue/jiv> schema:sameAs "https://example.net/jiv" }

#+ Venue-sameAs sh:pattern
INSERT DATA { <venue/jiv> schema:sameAs <urn:issn:0000-0000> }

#+ Edition sh:pattern
RENAME <venue/jiv/1998> TO <venue/jiv/98>

#+ Edition-label sh:minCount
DELETE DATA { <venue/jiv/1998> rdfs:label "JIV 1998" }

#+ Edition-label sh:maxCount
INSERT DATA { <venue/jiv/1998> rdfs:label "JIV, volume 1" }

#+ Edition-label sh:datatype
DELETE DATA { <venue/jiv/1998> rdfs:label "JIV 1998" } ;
INSERT DATA { <venue/jiv/1998> rdfs:label "JIV 1998"@en }

#+ Edition-venue sh:minCount
DELETE DATA {
  <venue/jiv/1998> dcterms:isPartOf <venue/jiv> .
  <paper/okafor1998shallow> kg:publishedIn <venue/jiv> .
}

#+ Edition-venue sh:maxCount
INSERT DATA {
  <venue/jiv/1998> dcterms:isPartOf <venue/icim> .
  <paper/okafor1998shallow> kg:publishedIn <venue/icim> .
}

#+ Edition-venue sh:class
DELETE DATA { <venue/jiv> a kg:Venue }

#+ Edition-year sh:minCount
INSERT DATA { <venue/jiv/1999> a kg:Edition ; rdfs:label "JIV 1999" ; dcterms:isPartOf <venue/jiv> }

#+ Edition-year sh:maxCount
# a second paper, of another year, is said to stand in it
INSERT DATA {
  <venue/jiv/1998> fabio:hasPublicationYear "2017"^^xsd:gYear .
  <paper/suzuki2017reeds> dcterms:isPartOf <venue/jiv/1998> ; kg:publishedIn <venue/jiv> .
}

#+ Edition-papers sh:equals
# of another year than its paper
DELETE DATA { <venue/jiv/1998> fabio:hasPublicationYear "1998"^^xsd:gYear } ;
INSERT DATA { <venue/jiv/1998> fabio:hasPublicationYear "1999"^^xsd:gYear }

#+ Edition-papers sh:equals
# without a paper
INSERT DATA {
  <venue/jiv/1999> a kg:Edition ; rdfs:label "JIV 1999" ; dcterms:isPartOf <venue/jiv> ;
    fabio:hasPublicationYear "1999"^^xsd:gYear .
}
