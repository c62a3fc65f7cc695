// What every page does: search in the header, tables that sort and can be taken away, pictures that begin at their focus.

import { centre } from "./figure.js";
import { header } from "./search.js";
import { tables } from "./tables.js";

header();
tables();
document.querySelectorAll("figure.lineage .scroll").forEach(centre);
