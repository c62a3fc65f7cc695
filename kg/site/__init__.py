"""A built graph -> a site of static pages that can be searched, explored and queried without a server."""
