/** A spot and how much of the plane around it is in view: x, y and width. */
type Sight = readonly [x: number, y: number, width: number]

/** How much of the way goes into zooming: √2, as d3 has it. Its square is 2, and the square of that 4. */
const RHO = Math.SQRT2
const SAME_SPOT = 1e-12

/**
 * Stands in for `d3-interpolate` in the app's bundle, which blends numbers, words, colours and dates. React Flow blends where the view
 * is, on the way that is seen as even: out, across and in (van Wijk and Nuij, Smooth and efficient zooming and panning, 2003).
 */
export function interpolateZoom([fromX, fromY, from]: Sight, [toX, toY, to]: Sight): (share: number) => Sight {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const squared = dx * dx + dy * dy
  if (squared < SAME_SPOT) {
    const length = Math.log(to / from)
    return (share) => [fromX + share * dx, fromY + share * dy, from * Math.exp(share * length)]
  }
  const distance = Math.sqrt(squared)
  const bend = (width: number, sign: number): number => {
    const b = (to * to - from * from + sign * 4 * squared) / (2 * width * 2 * distance)
    return Math.log(Math.sqrt(b * b + 1) - b)
  }
  const [begin, end] = [bend(from, 1), bend(to, -1)]
  const length = (end - begin) / RHO
  return (share) => {
    const at = RHO * share * length + begin
    const across = (from / (2 * distance)) * (Math.cosh(begin) * Math.tanh(at) - Math.sinh(begin))
    return [fromX + across * dx, fromY + across * dy, (from * Math.cosh(begin)) / Math.cosh(at)]
  }
}

/** For a view that moves evenly in numbers, which nothing here asks for. */
export const interpolate = (from: Sight, to: Sight): ReturnType<typeof interpolateZoom> => interpolateZoom(from, to)
