"""Files as they come, read to text and tables with places: functions of bytes, without a database."""
