# Changes to the graph of tests/world, each of which breaks one constraint on repositories and no other (see papers.ru).

BASE <https://example.org/world/>


#+ Repository sh:pattern
RENAME <https://github.com/birdlib/waders/tree/main/stork> TO <git://github.com/birdlib/waders/stork>

#+ Repository-implements sh:minCount
DELETE DATA { <https://github.com/pond/slim> kg:implements <paper/swiatek2016slim> }

#+ Repository-implements sh:class
INSERT DATA { <https://github.com/pond/slim> kg:implements <method/slim-egret> }

#+ Repository-root sh:minCount
DELETE WHERE { <https://github.com/pond/slim> schema:codeRepository ?root }

#+ Repository-root sh:maxCount
INSERT DATA { <https://github.com/pond/slim> schema:codeRepository <https://github.com/pond> }

#+ Repository-root sh:nodeKind
DELETE { <https://github.com/pond/slim> schema:codeRepository ?root }
INSERT { <https://github.com/pond/slim> schema:codeRepository "https://github.com/pond/slim" }
WHERE { <https://github.com/pond/slim> schema:codeRepository ?root }

#+ Repository-root sh:pattern
DELETE { <https://github.com/pond/slim> schema:codeRepository ?root }
INSERT { <https://github.com/pond/slim> schema:codeRepository <git://github.com/pond/slim> }
WHERE { <https://github.com/pond/slim> schema:codeRepository ?root }

#+ Repository-maintainer sh:minCount
DELETE DATA { <https://github.com/birdlib/waders> kg:maintainer "library" }

#+ Repository-maintainer sh:maxCount
INSERT DATA { <https://github.com/birdlib/waders> kg:maintainer "community" }

#+ Repository-maintainer sh:in
DELETE DATA { <https://github.com/birdlib/waders> kg:maintainer "library" } ;
INSERT DATA { <https://github.com/birdlib/waders> kg:maintainer "birds" }

#+ Repository-official sh:minCount
DELETE DATA { <https://github.com/birdlib/waders> kg:official false }

#+ Repository-official sh:maxCount
INSERT DATA { <https://github.com/pond/slim> kg:official false }

#+ Repository-official sh:datatype
DELETE DATA { <https://github.com/birdlib/waders> kg:official false } ;
INSERT DATA { <https://github.com/birdlib/waders> kg:official "no" }

#+ Repository-authors sh:or
# by a library and said to be official
DELETE DATA { <https://github.com/birdlib/waders> kg:official false } ;
INSERT DATA { <https://github.com/birdlib/waders> kg:official true }

#+ Repository-authors sh:or
# by the authors and said not to be
DELETE DATA { <https://github.com/pond/slim> kg:official true } ;
INSERT DATA { <https://github.com/pond/slim> kg:official false }

#+ Repository-framework accepts
DELETE DATA { <https://github.com/pond/slim> kg:framework "other" }

#+ Repository-framework sh:maxCount
INSERT DATA { <https://github.com/pond/slim> kg:framework "torch" }

#+ Repository-framework sh:in
DELETE DATA { <https://github.com/pond/slim> kg:framework "other" } ;
INSERT DATA { <https://github.com/pond/slim> kg:framework "PyTorch" }

#+ Repository-listedAs accepts
INSERT DATA { <https://github.com/pond/slim> kg:listedAs "official", "unoffical" }

#+ Repository-listedAs sh:datatype
INSERT DATA { <https://github.com/pond/slim> kg:listedAs "official"@en }
