"""The interface of the OpenSanctions matcher (yente): its clients screen against registers, under our rules."""
