"""Everything that is written: pages, charts, workbook, data package."""
