# Changes to the graph of tests/world, each of which breaks one constraint on people and no other (see papers.ru).

BASE <https://example.org/world/>


#+ Person sh:pattern
RENAME <person/li-wei> TO <person/Li%20Wei>

#+ Person-name sh:minCount
DELETE DATA { <person/li-wei> foaf:name "Li Wei" }

#+ Person-name sh:maxCount
INSERT DATA { <person/li-wei> foaf:name "Wei Li" }

#+ Person-name sh:datatype
DELETE DATA { <person/li-wei> foaf:name "Li Wei" } ;
INSERT DATA { <person/li-wei> foaf:name "Li Wei"@en }

#+ Person-name sh:minLength
DELETE DATA { <person/li-wei> foaf:name "Li Wei" } ;
INSERT DATA { <person/li-wei> foaf:name "" }

#+ Person-altLabel accepts
INSERT DATA { <person/li-wei> skos:altLabel "L. Wei", "W. Li" }

#+ Person-altLabel sh:datatype
INSERT DATA { <person/li-wei> skos:altLabel "李伟"@zh }

#+ Person-sameAs sh:nodeKind
INSERT DATA { <person/li-wei> schema:sameAs "https://example.org/li" }

#+ Person-sameAs sh:pattern
INSERT DATA { <person/li-wei> schema:sameAs <urn:example:li> }
