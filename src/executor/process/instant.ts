/** Returns the time of a clock that only goes forward, in milliseconds. Node's `performance` would take longer to load than it tells. */
export function instant(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
