import { z } from 'zod'

/** A site's host, as browsers compare it: `wiki.example.com`, all below one (`*.example.com`), with a port where it has one. */
const SITE =
  /^(?:\*\.(?=[^.]+\.))?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{1,5})?$/
export const SITES_MAX = 50

export const siteSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(260)
  .regex(SITE, 'Only the name of a site, like wiki.example.com or *.example.com')

export const embedPut = z.object({ sites: z.array(siteSchema).max(SITES_MAX) })

export const embedBody = z.object({
  sites: z.array(z.string()),
  /** The page that a site shows in a frame; what lets in stands behind its #. */
  url: z.string(),
  /** To be pasted into a page. */
  code: z.string(),
})
export type EmbedBody = z.infer<typeof embedBody>

export const oembedQuery = z.object({
  url: z.string().max(2_000),
  format: z.string().max(20).default('json'),
  maxwidth: z.coerce.number().int().min(1).max(10_000).optional(),
  maxheight: z.coerce.number().int().min(1).max(10_000).optional(),
})

/** oEmbed 1.0 (https://oembed.com): `rich` where it may be shown, else `link`. */
export const oembedBody = z.object({
  version: z.literal('1.0'),
  type: z.enum(['rich', 'link']),
  title: z.string(),
  provider_name: z.literal('Waymark'),
  provider_url: z.string(),
  cache_age: z.number(),
  html: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
})
