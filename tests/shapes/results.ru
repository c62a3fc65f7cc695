# Changes to the graph of tests/world, each of which breaks one constraint on results and data sets and no other
# (see papers.ru).

BASE <https://example.org/world/>
PREFIX heron: <https://example.org/world/result/heron--heron-5--pond-10k--test--unstated-->


#+ Result sh:pattern
RENAME <result/heron--heron-5--pond-10k--test--unstated--claimed> TO <result/Heron-5>

#+ Result-evaluates sh:minCount
DELETE WHERE { heron:claimed kg:evaluates ?method }

#+ Result-evaluates sh:maxCount
INSERT DATA { heron:claimed kg:evaluates <method/egret> }

#+ Result-evaluates sh:class
DELETE DATA { heron:claimed kg:evaluates <method/heron> } ;
INSERT DATA { heron:claimed kg:evaluates <paper/okafor1998shallow> }

#+ Result-variant sh:minCount
DELETE DATA { heron:claimed kg:variant "Heron-5" }

#+ Result-variant sh:maxCount
INSERT DATA { heron:claimed kg:variant "Heron-6" }

#+ Result-variant sh:datatype
DELETE DATA { heron:claimed kg:variant "Heron-5" } ;
INSERT DATA { heron:claimed kg:variant "Heron-5"@en }

#+ Result-variant sh:minLength
DELETE DATA { heron:claimed kg:variant "Heron-5" } ;
INSERT DATA { heron:claimed kg:variant "" }

#+ Result-dataset sh:minCount
DELETE WHERE { heron:claimed kg:dataset ?set }

#+ Result-dataset sh:maxCount
INSERT DATA { heron:claimed kg:dataset <dataset/pond-1m> }

#+ Result-dataset sh:class
DELETE DATA { heron:claimed kg:dataset <dataset/pond-10k> } ;
INSERT DATA { heron:claimed kg:dataset <venue/icim> }

#+ Result-split sh:minCount
DELETE DATA { heron:claimed kg:split "test" }

#+ Result-split sh:maxCount
INSERT DATA { heron:claimed kg:split "val" }

#+ Result-split sh:in
DELETE DATA { heron:claimed kg:split "test" } ;
INSERT DATA { heron:claimed kg:split "validation" }

#+ Result-trainingData sh:class
INSERT DATA { heron:claimed kg:trainingData <source/pond-papers> }

#+ Result-measured sh:minCount
DELETE WHERE { heron:claimed kg:top1 ?accuracy }

#+ Result-measured accepts
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top5 61.0 }

#+ Result-top1 accepts
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top1 0.0 }

#+ Result-top1 accepts
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top1 100.0 }

#+ Result-top1 sh:maxCount
INSERT DATA { heron:claimed kg:top1 62.5 }

#+ Result-top1 sh:datatype
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top1 61e0 }

#+ Result-top1 sh:datatype
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top1 "61 %" }

#+ Result-top1 sh:minInclusive
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top1 -0.1 }

#+ Result-top1 sh:maxInclusive
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top1 100.1 }

#+ Result-top5 accepts
INSERT DATA { heron:claimed kg:top5 100.0 }

#+ Result-top5 sh:maxCount
INSERT DATA { heron:claimed kg:top5 90.5, 91.5 }

#+ Result-top5 sh:datatype
INSERT DATA { heron:claimed kg:top5 90 }

#+ Result-top5 sh:minInclusive
DELETE DATA { heron:claimed kg:top1 "61"^^xsd:decimal } ;
INSERT DATA { heron:claimed kg:top5 -0.1 }

#+ Result-top5 sh:maxInclusive
INSERT DATA { heron:claimed kg:top5 100.1 }

#+ Result-order accepts
INSERT DATA { heron:claimed kg:top5 61.0 }

#+ Result-order sh:lessThanOrEquals
INSERT DATA { heron:claimed kg:top5 60.9 }

#+ Result-protocol sh:minCount
DELETE DATA { heron:claimed kg:protocol "unstated" }

#+ Result-protocol sh:maxCount
INSERT DATA { heron:claimed kg:protocol "ensemble" }

#+ Result-protocol sh:in
DELETE DATA { heron:claimed kg:protocol "unstated" } ;
INSERT DATA { heron:claimed kg:protocol "12-crop" }

#+ Result-imageSize accepts
INSERT DATA { heron:claimed kg:imageSize 1 }

#+ Result-imageSize sh:maxCount
INSERT DATA { heron:claimed kg:imageSize 224, 256 }

#+ Result-imageSize sh:datatype
INSERT DATA { heron:claimed kg:imageSize 224.0 }

#+ Result-imageSize sh:minInclusive
INSERT DATA { heron:claimed kg:imageSize 0 }

#+ Result-parameters sh:maxCount
INSERT DATA { heron:claimed kg:parameters 0.5, 0.6 }

#+ Result-parameters sh:datatype
INSERT DATA { heron:claimed kg:parameters 5 }

#+ Result-parameters sh:minExclusive
INSERT DATA { heron:claimed kg:parameters 0.0 }

#+ Result-multiplyAdds sh:maxCount
INSERT DATA { heron:claimed kg:multiplyAdds 0.5, 0.6 }

#+ Result-multiplyAdds sh:datatype
INSERT DATA { heron:claimed kg:multiplyAdds 5e9 }

#+ Result-multiplyAdds sh:minExclusive
INSERT DATA { heron:claimed kg:multiplyAdds 0.0 }

#+ Result-evaluation sh:maxCount
INSERT DATA { heron:claimed kg:evaluation "linear-probe", "zero-shot" }

#+ Result-evaluation sh:in
INSERT DATA { heron:claimed kg:evaluation "fine-tuned" }

#+ Result-note sh:maxCount
INSERT DATA { heron:claimed skos:note "One.", "Two." }

#+ Result-note sh:datatype
INSERT DATA { heron:claimed skos:note "One."@en }

#+ Result-tier sh:minCount
DELETE DATA { heron:claimed kg:tier "claimed" }

#+ Result-tier sh:maxCount
INSERT DATA { heron:claimed kg:tier "reproduced" }

#+ Result-tier sh:in
DELETE DATA { heron:claimed kg:tier "claimed" } ;
INSERT DATA { heron:claimed kg:tier "believed" }

#+ Result-source sh:minCount
DELETE WHERE { heron:claimed prov:hadPrimarySource ?paper }

#+ Result-source sh:maxCount
INSERT DATA { heron:claimed prov:hadPrimarySource <paper/li2016wide> }

#+ Result-source sh:or
DELETE WHERE { heron:claimed prov:hadPrimarySource ?paper } ;
INSERT DATA { heron:claimed prov:hadPrimarySource <venue/jiv> }

#+ Result-where sh:minCount
DELETE DATA { heron:claimed kg:where "Table 1" }

#+ Result-where sh:maxCount
INSERT DATA { heron:claimed kg:where "Table 2" }

#+ Result-where sh:datatype
DELETE DATA { heron:claimed kg:where "Table 1" } ;
INSERT DATA { heron:claimed kg:where "Table 1"@en }

#+ Result-where sh:minLength
DELETE DATA { heron:claimed kg:where "Table 1" } ;
INSERT DATA { heron:claimed kg:where "" }

#+ Dataset sh:pattern
RENAME <dataset/pond-1m> TO <dataset/Pond_1M>

#+ Dataset-label sh:minCount
DELETE WHERE { <dataset/pond-1m> rdfs:label ?name }

#+ Dataset-label sh:maxCount
INSERT DATA { <dataset/pond-1m> rdfs:label "Pond" }

#+ Dataset-label sh:datatype
DELETE { <dataset/pond-1m> rdfs:label ?name } INSERT { <dataset/pond-1m> rdfs:label "Pond"@en }
WHERE { <dataset/pond-1m> rdfs:label ?name }

#+ Dataset-title sh:minCount
DELETE WHERE { <dataset/pond-1m> dcterms:title ?name }

#+ Dataset-title sh:maxCount
INSERT DATA { <dataset/pond-1m> dcterms:title "Pond" }

#+ Dataset-title sh:datatype
DELETE { <dataset/pond-1m> dcterms:title ?name } INSERT { <dataset/pond-1m> dcterms:title "Pond"@en }
WHERE { <dataset/pond-1m> dcterms:title ?name }

#+ Dataset-url sh:maxCount
INSERT DATA { <dataset/pond-10k> schema:url <https://example.net/pond> }

#+ Dataset-url sh:nodeKind
INSERT DATA { <dataset/pond-1m> schema:url "https://example.net/pond" }

#+ Dataset-url sh:pattern
INSERT DATA { <dataset/pond-1m> schema:url <ftp://example.net/pond> }
