"""Facts as other systems take them: FollowTheMoney entities."""
