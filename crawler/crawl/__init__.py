"""What a crawl knows of addresses and links, without a browser: pages, templates, harm, walls."""
