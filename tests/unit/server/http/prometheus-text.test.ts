import { expect, it } from 'vitest'
import { parsePrometheusText, valueOf } from '#tests/support/prometheus-text.ts'

const GOOD = `# HELP a_total Things.
# TYPE a_total counter
a_total{kind="x",why="a \\"b\\" \\\\ \\n"} 3
a_total{kind="y",why=""} 1.5e-7

# HELP b_seconds Time.
# TYPE b_seconds histogram
b_seconds_bucket{le="0.1"} 1
b_seconds_bucket{le="+Inf"} 2
b_seconds_sum 0.7
b_seconds_count 2
`

it('reads what is right', () => {
  const families = parsePrometheusText(GOOD)
  expect([...families.keys()]).toEqual(['a_total', 'b_seconds'])
  expect(valueOf(families, 'a_total', { kind: 'x' })).toBe(3)
  expect(valueOf(families, 'b_seconds_bucket', { le: '+Inf' })).toBe(2)
})

it.each([
  ['a type that is missing', GOOD.replace('# TYPE a_total counter\n', '')],
  ['a counter without _total', GOOD.replaceAll('a_total', 'a')],
  ['a sample of another name', GOOD.replace('\na_total{kind="x"', '\nc_total{kind="x"')],
  ['a sample twice', GOOD.replace('kind="y",why=""', 'kind="x",why="a \\"b\\" \\\\ \\n"')],
  ['an open quote', GOOD.replace('why=""', 'why="')],
  ['a value that is none', GOOD.replace(' 3\n', ' three\n')],
  ['buckets that shrink', GOOD.replace('le="0.1"} 1', 'le="0.1"} 3')],
  ['a count that is not the sum of its buckets', GOOD.replace('count 2', 'count 3')],
  ['a family twice', `${GOOD}${GOOD}`],
  ['an end that is missing', GOOD.slice(0, -1)],
])('refuses %s', (_what, text) => {
  expect(() => parsePrometheusText(text)).toThrow()
})
