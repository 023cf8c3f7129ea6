/**
 * Stands in for `d3-color` in the app's bundle. What moves React Flow's viewport could blend colours as well, which nothing here asks for;
 * without any it takes what it is given for plain words.
 */
export const color = (): null => null
export const [rgb, hsl, lab, hcl, cubehelix] = [color, color, color, color, color]
