import { describe, expect, it } from 'vitest'
import { importsOf, roomOf, shapeViolationsOf, sourceFiles, violationsOf } from './scan.ts'

describe('the house', () => {
  it('has no import against the table', () => {
    expect(sourceFiles().flatMap(violationsOf)).toEqual([])
  })

  it('has files that are named and sized by the rules', () => {
    expect(sourceFiles().flatMap(shapeViolationsOf)).toEqual([])
  })
})

describe('the guard itself', () => {
  const planted = [
    { path: 'src/shared/model/planted.ts', text: `import { layoutOf } from '#shared/layout/layout-of.ts'\n` },
    {
      path: 'src/features/library/Planted.tsx',
      text: `import { ShareDialog } from '#src/features/sharing/ShareDialog.tsx'\n`,
    },
    { path: 'src/app/Planted.tsx', text: `import { ReactFlow } from '@xyflow/react'\n` },
    { path: 'server/metrics/planted.ts', text: `import { DuckDBInstance } from '@duckdb/node-api'\n` },
    { path: 'server/datasets/planted.ts', text: `const journeys = await import('../journeys/journeys.ts')\n` },
    { path: 'src/canvas/planted.ts', text: `import {\n  a,\n  b,\n} from '../../server/app.ts'\n` },
    { path: 'src/editor/planted.ts', text: `export { x } from '../collab/provider.ts'\n` },
  ]

  it.each(planted)('catches $path', (file) => {
    expect(violationsOf(file)).toHaveLength(1)
  })

  it('lets a room use itself, and what stands right of it', () => {
    const file = {
      path: 'src/canvas/Fine.tsx',
      text: `import { useEditor } from '#src/editor/hooks.ts'\nimport './a.css'\nimport { b } from './b.ts'\n`,
    }
    expect(violationsOf(file)).toEqual([])
  })

  it('reads imports of every form', () => {
    const text = `import a from 'a'\nimport type { B } from 'b'\nexport * from 'c'\nimport 'd'\nconst e = import('e')\nimport {\n  f,\n} from 'f'\n// import 'no'\n`
    expect(
      importsOf(text)
        .map((one) => one.specifier)
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it.each([
    ['src/features/library/LibraryPage.tsx', 'src/features/library'],
    ['src/shared/model/commands/add-card.ts', 'src/shared/model'],
    ['server/main.ts', 'server'],
    ['src/main.tsx', 'src'],
  ])('%s stands in %s', (file, room) => {
    expect(roomOf(file)).toBe(room)
  })

  it.each([
    { path: 'src/ui/button.tsx', text: '' },
    { path: 'server/http/Routes.ts', text: '' },
    { path: 'server/http/index.ts', text: '' },
    { path: 'server/utils/text.ts', text: '' },
    { path: 'server/http/long.ts', text: '\n'.repeat(401) },
    { path: 'server/http/env.ts', text: 'const port = process.env.PORT' },
  ])('catches the shape of $path', (file) => {
    expect(shapeViolationsOf(file)).toHaveLength(1)
  })
})
