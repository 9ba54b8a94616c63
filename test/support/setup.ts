/** Loaded by mocha before any test: failures are to point at the TypeScript line, not at the built one. */
process.setSourceMapsEnabled(true);
