# Changes to the graph of tests/world, each of which breaks one constraint on source lists and listings and no other
# (see papers.ru).

BASE <https://example.org/world/>


#+ Source sh:pattern
RENAME <source/pond-papers> TO <source/Pond>

#+ Source-title sh:minCount
DELETE WHERE { <source/pond-papers> dcterms:title ?name }

#+ Source-title sh:maxCount
INSERT DATA { <source/pond-papers> dcterms:title "Pond" }

#+ Source-title sh:datatype
DELETE { <source/pond-papers> dcterms:title ?name } INSERT { <source/pond-papers> dcterms:title "Pond"@en }
WHERE { <source/pond-papers> dcterms:title ?name }

#+ Source-url sh:maxCount
INSERT DATA { <source/pond-papers> schema:url <https://example.net/pond> }

#+ Source-url sh:nodeKind
DELETE { <source/pond-papers> schema:url ?page } INSERT { <source/pond-papers> schema:url "https://example.net/pond" }
WHERE { <source/pond-papers> schema:url ?page }

#+ Source-url sh:pattern
DELETE { <source/pond-papers> schema:url ?page } INSERT { <source/pond-papers> schema:url <file:///pond.md> }
WHERE { <source/pond-papers> schema:url ?page }

#+ Source-rights accepts
DELETE WHERE { <source/awesome-waders> dcterms:rights ?text }

#+ Source-rights sh:maxCount
INSERT DATA { <source/awesome-waders> dcterms:rights "all reserved" }

#+ Source-rights sh:datatype
INSERT DATA { <source/pond-papers> dcterms:rights "none"@en }

#+ Listing sh:pattern
RENAME <listing/pond-papers/egret> TO <listing/pond-papers/Egret>

#+ Listing-lists sh:minCount
DELETE WHERE { <listing/pond-papers/egret> kg:lists ?paper }

#+ Listing-lists sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:lists <paper/li2016wide> }

#+ Listing-lists sh:class
DELETE WHERE { <listing/pond-papers/egret> kg:lists ?paper } ;
INSERT DATA { <listing/pond-papers/egret> kg:lists <method/egret> }

#+ Listing-source sh:minCount
DELETE WHERE { <listing/pond-papers/egret> kg:listedIn ?list }

#+ Listing-source sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedIn <source/awesome-waders> }

#+ Listing-source sh:class
DELETE WHERE { <listing/pond-papers/egret> kg:listedIn ?list } ;
INSERT DATA { <listing/pond-papers/egret> kg:listedIn <venue/jiv> }

#+ Listing-section sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedSection "Birds", "Ponds" }

#+ Listing-section sh:datatype
INSERT DATA { <listing/pond-papers/egret> kg:listedSection 3 }

#+ Listing-name sh:minCount
DELETE WHERE { <listing/pond-papers/egret> kg:listedName ?name }

#+ Listing-name sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedName "Egrett" }

#+ Listing-name sh:datatype
DELETE WHERE { <listing/pond-papers/egret> kg:listedName ?name } ;
INSERT DATA { <listing/pond-papers/egret> kg:listedName "Egret"@en }

#+ Listing-title sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedTitle "Deep Herons", "Deeper Herons" }

#+ Listing-title sh:datatype
INSERT DATA { <listing/pond-papers/egret> kg:listedTitle "Deep Herons"@en }

#+ Listing-authors sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedAuthors "J. Muller", "L. Swiatek" }

#+ Listing-authors sh:datatype
INSERT DATA { <listing/pond-papers/egret> kg:listedAuthors <person/jurgen-muller> }

#+ Listing-venue sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedVenue "ICIM", "JIV" }

#+ Listing-venue sh:datatype
INSERT DATA { <listing/pond-papers/egret> kg:listedVenue <venue/icim> }

#+ Listing-top1 accepts
# in the wrong order, as the list has it
INSERT DATA { <listing/pond-papers/egret> kg:listedTop1 90.5 ; kg:listedTop5 70.5 }

#+ Listing-top1 sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedTop1 70.5, 71.3 }

#+ Listing-top1 sh:datatype
INSERT DATA { <listing/pond-papers/egret> kg:listedTop1 "70.5%" }

#+ Listing-top1 sh:minInclusive
INSERT DATA { <listing/pond-papers/egret> kg:listedTop1 -1.0 }

#+ Listing-top1 sh:maxInclusive
INSERT DATA { <listing/pond-papers/egret> kg:listedTop1 705.0 }

#+ Listing-top5 sh:maxCount
INSERT DATA { <listing/pond-papers/egret> kg:listedTop5 90.5, 91.3 }

#+ Listing-top5 sh:datatype
INSERT DATA { <listing/pond-papers/egret> kg:listedTop5 90 }

#+ Listing-top5 sh:minInclusive
INSERT DATA { <listing/pond-papers/egret> kg:listedTop5 -1.0 }

#+ Listing-top5 sh:maxInclusive
INSERT DATA { <listing/pond-papers/egret> kg:listedTop5 905.0 }

#+ Listing-note sh:maxCount
INSERT DATA { <listing/pond-papers/egret> skos:note "One.", "Two." }

#+ Listing-note sh:datatype
INSERT DATA { <listing/pond-papers/egret> skos:note "One."@en }
