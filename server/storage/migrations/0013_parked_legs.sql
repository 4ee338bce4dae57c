create index parked_legs on legs (hall, desk) where state = 'parked';
