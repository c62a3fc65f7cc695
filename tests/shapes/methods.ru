# Changes to the graph of tests/world, each of which breaks one constraint on methods and their lineage and no other
# (see papers.ru).

BASE <https://example.org/world/>


#+ Method sh:pattern
RENAME <method/sagi> TO <method/鷺>

#+ Method-kind sh:qualifiedMinCount
DELETE DATA { <method/heron> a kg:Architecture }

#+ Method-kind sh:qualifiedMaxCount
INSERT DATA { <method/heron> a kg:Block }

#+ Method-super sh:class
INSERT DATA { <method/loose> a kg:Block }

#+ Method-label sh:minCount
DELETE DATA { <method/heron> rdfs:label "Heron" }

#+ Method-label sh:maxCount
INSERT DATA { <method/heron> rdfs:label "Heronet" }

#+ Method-label sh:datatype
DELETE DATA { <method/heron> rdfs:label "Heron" } ;
INSERT DATA { <method/heron> rdfs:label "Heron"@en }

#+ Method-label sh:minLength
DELETE DATA { <method/heron> rdfs:label "Heron" } ;
INSERT DATA { <method/heron> rdfs:label "" }

#+ Method-altLabel accepts
DELETE WHERE { <method/heron> skos:altLabel ?name }

#+ Method-altLabel sh:datatype
INSERT DATA { <method/heron> skos:altLabel "Reiher"@de }

#+ Method-description sh:maxCount
INSERT DATA { <method/heron> dcterms:description "Another description." }

#+ Method-description sh:datatype
DELETE { <method/heron> dcterms:description ?text } INSERT { <method/heron> dcterms:description "Two stages."@en }
WHERE { <method/heron> dcterms:description ?text }

#+ Method-description sh:minLength
DELETE { <method/heron> dcterms:description ?text } INSERT { <method/heron> dcterms:description "" }
WHERE { <method/heron> dcterms:description ?text }

#+ Method-introducedBy sh:minCount
DELETE DATA {
  <method/wing-block> kg:introducedBy <paper/li2016wide> .
  <paper/li2016wide> kg:introduces <method/wing-block> .
}

#+ Method-introducedBy sh:maxCount
INSERT DATA {
  <method/wing-block> kg:introducedBy <paper/suzuki2017reeds> .
  <paper/suzuki2017reeds> kg:introduces <method/wing-block> .
}

#+ Method-introducedBy sh:class
DELETE DATA {
  <method/wing-block> kg:introducedBy <paper/li2016wide> .
  <paper/li2016wide> kg:introduces <method/wing-block> .
} ;
INSERT DATA { <method/wing-block> kg:introducedBy <dataset/pond-1m> }

#+ Method-exactMatch accepts
INSERT DATA { <method/egret> skos:exactMatch <http://example.net/egret>, <https://example.net/heron#10> }

#+ Method-exactMatch sh:nodeKind
INSERT DATA { <method/egret> skos:exactMatch "https://example.net/egret" }

#+ Method-exactMatch sh:pattern
INSERT DATA { <method/egret> skos:exactMatch <urn:example:egret> }

#+ Method-rootReason sh:maxCount
INSERT DATA { <method/heron> kg:rootReason "A second reason." }

#+ Method-rootReason sh:datatype
DELETE { <method/heron> kg:rootReason ?text } INSERT { <method/heron> kg:rootReason "The first."@en }
WHERE { <method/heron> kg:rootReason ?text }

#+ Method-origin sh:xone
# neither a parent nor a reason
DELETE WHERE { <method/heron> kg:rootReason ?text }

#+ Method-origin sh:xone
# both
INSERT DATA { <method/egret> kg:rootReason "It has a parent all the same." }

#+ Method-descendsFrom sh:equals
# what is used is said to be a parent
INSERT DATA { <method/wide-egret> kg:descendsFrom <method/wing-block> }

#+ Method-buildsOn sh:equals
INSERT DATA {
  <method/egret> kg:buildsOn <method/sagi> ; prov:wasDerivedFrom <method/sagi> ;
    prov:qualifiedDerivation <link/egret--sagi> .
  <link/egret--sagi> a prov:Derivation ; kg:child <method/egret> ; kg:parent <method/sagi> ; prov:entity <method/sagi> .
}

#+ Method-wasDerivedFrom sh:equals
INSERT DATA {
  <method/egret> prov:wasDerivedFrom <method/sagi> ; prov:qualifiedDerivation <link/egret--sagi> .
  <link/egret--sagi> a prov:Derivation ; kg:child <method/egret> ; kg:parent <method/sagi> ; prov:entity <method/sagi> .
}

#+ Method-derivation sh:class
INSERT DATA {
  <method/egret> prov:qualifiedDerivation <link/egret--heron-again> .
  <link/egret--heron-again> prov:entity <method/heron> .
}

#+ Method-derivations sh:equals
INSERT DATA {
  <method/egret> prov:qualifiedDerivation <link/egret--sagi> .
  <link/egret--sagi> a prov:Derivation ; kg:child <method/egret> ; kg:parent <method/sagi> ; prov:entity <method/sagi> .
}

#+ Method-generation sh:minCount
DELETE DATA { <method/sagi> kg:generation 0 }

#+ Method-generation sh:datatype
DELETE DATA { <method/sagi> kg:generation 0 } ;
INSERT DATA { <method/sagi> kg:generation 0.0 }

#+ Method-generation sh:minInclusive
DELETE DATA { <method/sagi> kg:generation 0 } ;
INSERT DATA { <method/sagi> kg:generation -1 }

#+ Method-generations sh:lessThan
# a storklet of generation 1 whose parents are the heron, which is of generation 0, and the bittern, of 3
INSERT DATA {
  <method/storklet> a kg:Method, kg:Architecture ; rdfs:label "Storklet" ; dcterms:description "A young one." ;
    kg:introducedBy <paper/li2016wide> ; kg:generation 1 ; kg:mainParent <method/heron> ;
    kg:combines <method/heron>, <method/bittern> ; kg:descendsFrom <method/heron>, <method/bittern> ;
    kg:buildsOn <method/heron>, <method/bittern> ; prov:wasDerivedFrom <method/heron>, <method/bittern> ;
    prov:qualifiedDerivation <link/storklet--heron>, <link/storklet--bittern> .
  <paper/li2016wide> kg:introduces <method/storklet> .
  <link/storklet--heron> a kg:Link, prov:Derivation ; kg:child <method/storklet> ; kg:parent <method/heron> ;
    kg:relation kg:combines ; kg:how "by flight" ; kg:evidence "implied" ; prov:entity <method/heron> ;
    prov:hadPrimarySource <paper/li2016wide> .
  <link/storklet--bittern> a kg:Link, prov:Derivation ; kg:child <method/storklet> ; kg:parent <method/bittern> ;
    kg:relation kg:combines ; kg:how "by call" ; kg:evidence "implied" ; prov:entity <method/bittern> ;
    prov:hadPrimarySource <paper/li2016wide> .
}

#+ Method-counted sh:or
DELETE DATA { <method/sagi> kg:generation 0 } ;
INSERT DATA { <method/sagi> kg:generation 1 }

#+ Child-mainParents sh:sparql
# one of two is missing
DELETE DATA { <method/bittern> kg:mainParent <method/wide-egret> }

#+ Child-mainParents sh:sparql
# a parent that is two generations above
INSERT DATA { <method/bittern> kg:mainParent <method/egret> }

#+ Child-mainParents sh:sparql
# no parent at all
INSERT DATA { <method/egret> kg:mainParent <method/wing-block> }

#+ Relative-explained sh:sparql
# the link says extends, not modifies
INSERT DATA { <method/egret> kg:modifies <method/heron> }

#+ Relative-explained sh:sparql
# a contrast without a link
INSERT DATA { <method/wide-egret> kg:contrastsWith <method/stork-small> }
