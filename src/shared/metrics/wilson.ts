/** z of the standard normal for a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054

/**
 * Wilson score interval of k successes in n trials (Wilson 1927): stays within 0..1 and is right at both ends, unlike ±√(pq/n).
 * `null` when there are no trials. `z`: for another confidence than 95 %.
 */
export function wilsonInterval(k: number, n: number, z = Z_95): readonly [number, number] | null {
  if (n <= 0) return null
  const p = k / n
  const zz = z * z
  const scale = 1 + zz / n
  const centre = (p + zz / (2 * n)) / scale
  const half = (z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n * n))) / scale
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
