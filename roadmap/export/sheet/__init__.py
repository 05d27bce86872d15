"""The plan as a sheet that people fill in: laid out as rows of plain values, then written as a workbook or a table."""
