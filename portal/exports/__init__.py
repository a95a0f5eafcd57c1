"""Reports in formats that leave the portal: paper (PDF) and workbooks (XLSX).

Here: bytes out of a finished page or out of sheets of cells. Not here: what a report says
(`portal.reporting`), pages (`portal.web`). Both libraries are large and are loaded when first used.
"""
