//! The wires to the world, each against the real thing.

mod embedded_postgres;
