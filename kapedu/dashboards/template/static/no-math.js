// Stands in for MathJax on a page without formulas, so that its megabyte is not loaded: what the front end calls.
globalThis.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
