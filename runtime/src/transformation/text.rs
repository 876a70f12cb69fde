//! Texts as .NET compares and changes them.
