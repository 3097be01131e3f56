"""The synthetic criminal world: rings of people, numbers and money with ground truth, as a stream of any size."""
