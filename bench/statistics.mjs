export function median(values) {
  return percentile(values, 0.5);
}

/** The value below which that share of the values lies, by nearest rank. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
