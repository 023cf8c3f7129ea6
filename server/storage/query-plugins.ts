import { HandleEmptyInListsPlugin, replaceWithNoncontingentExpression, type KyselyPlugin } from 'kysely'

/** What both stores do to each query: "one of none" is false, which PostgreSQL takes for an error of grammar. */
export const queryPlugins = (): KyselyPlugin[] => [
  new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression }),
]
