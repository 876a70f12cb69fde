//! URIs as .NET writes them.
