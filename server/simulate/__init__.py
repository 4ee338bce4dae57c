"""Days played under any rule of order, made-up days or recorded ones, and what came of them."""
