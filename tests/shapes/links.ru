# Changes to the graph of tests/world, each of which breaks one constraint on links and derivations and no other
# (see papers.ru).

BASE <https://example.org/world/>


#+ Link sh:pattern
RENAME <link/egret--heron> TO <link/egret-heron>

#+ Link-child sh:minCount
INSERT DATA {
  <link/nobody--heron> a kg:Link ; kg:parent <method/heron> ; kg:relation kg:contrastsWith ; kg:how "by height" ;
    kg:evidence "implied" .
}

#+ Link-child sh:maxCount
INSERT DATA {
  <link/slim-egret--wide-egret> kg:child <method/bittern> .
  <method/bittern> kg:contrastsWith <method/wide-egret> .
}

#+ Link-child sh:class
INSERT DATA {
  <link/pond-1m--heron> a kg:Link ; kg:child <dataset/pond-1m> ; kg:parent <method/heron> ;
    kg:relation kg:contrastsWith ; kg:how "by height" ; kg:evidence "implied" .
  <dataset/pond-1m> kg:contrastsWith <method/heron> .
}

#+ Link-parent sh:minCount
INSERT DATA {
  <link/egret--nobody> a kg:Link ; kg:child <method/egret> ; kg:relation kg:contrastsWith ; kg:how "by height" ;
    kg:evidence "implied" ; prov:hadPrimarySource <paper/muller2014deep> .
}

#+ Link-parent sh:maxCount
INSERT DATA {
  <link/slim-egret--wide-egret> kg:parent <method/heron> .
  <method/slim-egret> kg:contrastsWith <method/heron> .
}

#+ Link-parent sh:class
INSERT DATA {
  <link/egret--pond-1m> a kg:Link ; kg:child <method/egret> ; kg:parent <dataset/pond-1m> ;
    kg:relation kg:contrastsWith ; kg:how "by height" ; kg:evidence "implied" ;
    prov:hadPrimarySource <paper/muller2014deep> .
  <method/egret> kg:contrastsWith <dataset/pond-1m> .
}

#+ Link-ends sh:disjoint
INSERT DATA {
  <link/egret--egret> a kg:Link ; kg:child <method/egret> ; kg:parent <method/egret> ;
    kg:relation kg:contrastsWith ; kg:how "by height" ; kg:evidence "implied" ;
    prov:hadPrimarySource <paper/muller2014deep> .
  <method/egret> kg:contrastsWith <method/egret> .
}

#+ Link-relation sh:minCount
INSERT DATA {
  <link/egret--heron-again> a kg:Link, prov:Derivation ; kg:child <method/egret> ; kg:parent <method/heron> ;
    kg:how "somehow" ; kg:evidence "implied" ; prov:hadPrimarySource <paper/muller2014deep> ;
    prov:entity <method/heron> .
  <method/egret> prov:qualifiedDerivation <link/egret--heron-again> .
}

#+ Link-relation sh:maxCount
INSERT DATA {
  <link/egret--heron> kg:relation kg:modifies .
  <method/egret> kg:modifies <method/heron> .
}

#+ Link-relation sh:in
INSERT DATA {
  <link/egret--heron-again> a kg:Link, prov:Derivation ; kg:child <method/egret> ; kg:parent <method/heron> ;
    kg:relation kg:descendsFrom ; kg:how "somehow" ; kg:evidence "implied" ;
    prov:hadPrimarySource <paper/muller2014deep> ; prov:entity <method/heron> .
  <method/egret> prov:qualifiedDerivation <link/egret--heron-again> .
}

#+ Link-how sh:minCount
DELETE WHERE { <link/egret--heron> kg:how ?text }

#+ Link-how sh:maxCount
INSERT DATA { <link/egret--heron> kg:how "in another way" }

#+ Link-how sh:datatype
DELETE { <link/egret--heron> kg:how ?text } INSERT { <link/egret--heron> kg:how "by height"@en }
WHERE { <link/egret--heron> kg:how ?text }

#+ Link-how sh:minLength
DELETE { <link/egret--heron> kg:how ?text } INSERT { <link/egret--heron> kg:how "" }
WHERE { <link/egret--heron> kg:how ?text }

#+ Link-why accepts
DELETE WHERE { <link/egret--heron> kg:why ?text }

#+ Link-why sh:maxCount
INSERT DATA { <link/egret--heron> kg:why "for another reason" }

#+ Link-why sh:datatype
INSERT DATA { <link/wide-egret--egret> kg:why "for a reason"@en }

#+ Link-where sh:maxCount
INSERT DATA { <link/egret--heron> kg:where "§4" }

#+ Link-where sh:datatype
INSERT DATA { <link/bittern--egret> kg:where 6 }

#+ Link-evidence sh:minCount
DELETE DATA { <link/egret--heron> kg:evidence "stated" }

#+ Link-evidence sh:maxCount
INSERT DATA { <link/egret--heron> kg:evidence "implied" }

#+ Link-evidence sh:in
DELETE DATA { <link/egret--heron> kg:evidence "stated" } ;
INSERT DATA { <link/egret--heron> kg:evidence "rumoured" }

#+ Link-source sh:equals
DELETE DATA { <link/egret--heron> prov:hadPrimarySource <paper/muller2014deep> }

#+ Link-source sh:equals
INSERT DATA { <link/egret--heron> prov:hadPrimarySource <paper/li2016wide> }

#+ Link-stated sh:or
DELETE DATA { <link/egret--heron> kg:where "§3" }

#+ Link-stated accepts
DELETE DATA { <link/slim-egret--egret> kg:where "§4" }

#+ Link-holds sh:sparql
DELETE DATA { <method/slim-egret> kg:contrastsWith <method/wide-egret> }

#+ Link-derivation sh:xone
# a derivation without its type
INSERT DATA {
  <link/egret--heron-again> a kg:Link ; kg:child <method/egret> ; kg:parent <method/heron> ; kg:relation kg:extends ;
    kg:how "once more" ; kg:evidence "implied" ; prov:hadPrimarySource <paper/muller2014deep> .
}

#+ Link-derivation sh:xone
# a contrast that is said to be a derivation
INSERT DATA {
  <link/egret--heron-again> a kg:Link, prov:Derivation ; kg:child <method/egret> ; kg:parent <method/heron> ;
    kg:relation kg:contrastsWith ; kg:how "by height" ; kg:evidence "implied" ;
    prov:hadPrimarySource <paper/muller2014deep> ; prov:entity <method/heron> .
  <method/egret> kg:contrastsWith <method/heron> ; prov:qualifiedDerivation <link/egret--heron-again> .
}

#+ Derivation-entity sh:equals
# its link leads to the heron, its entity is the dropout, of which the egret is made as well
DELETE DATA { <link/egret--heron> prov:entity <method/heron> } ;
INSERT DATA {
  <link/egret--heron> prov:entity <method/feather-dropout> .
  <link/egret--heron-again> a kg:Link, prov:Derivation ; kg:child <method/egret> ; kg:parent <method/heron> ;
    kg:relation kg:extends ; kg:how "once more" ; kg:evidence "implied" ;
    prov:hadPrimarySource <paper/muller2014deep> ; prov:entity <method/heron> .
  <method/egret> prov:qualifiedDerivation <link/egret--heron-again> .
}

#+ Derivation-child sh:equals
# two methods with one parent, reached from one link
INSERT DATA { <method/slim-egret> prov:qualifiedDerivation <link/wide-egret--egret> }

#+ Link-said sh:maxCount
INSERT DATA { <link/egret--heron> dcterms:source <source/pond-index>, <source/pond-bench> }

#+ Link-said sh:class
INSERT DATA { <link/egret--heron> dcterms:source <paper/okafor1998shallow> }
