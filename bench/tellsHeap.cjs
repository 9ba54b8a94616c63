// Loaded before a server, with --expose-gc: at SIGUSR2 it says on standard error how many bytes of the heap are in use once
// everything has been let go of that can be.
process.on('SIGUSR2', () => {
  // What finalizers let go of goes with the second collection.
  global.gc();
  setImmediate(() => {
    global.gc();
    process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
  });
});
