//! One raw cell and what is expected of it → a value and the repairs made. Pure.
