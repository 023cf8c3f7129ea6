import { describe, expect, it } from 'vitest'
import { richTextFromHtml } from '#src/rich-text/code-mirror/pasted-html.ts'

describe('what is pasted from a page', () => {
  it.each([
    ['<p>One <b>bold</b> and <i>italic</i></p><p>two</p>', 'One **bold** and *italic*\ntwo'],
    ['<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>', '- a\n  - b\n- c'],
    ['<ol><li>a</li><li>b</li></ol>', '1. a\n2. b'],
    ['<h1>Title</h1><div>x<br>y</div>', '**Title**\nx\ny'],
    ['<a href="https://a.test">page</a>', '[page](https://a.test)'],
    ['<a href="javascript:alert(1)">page</a>', 'page'],
    ['<a href=" &#106;avascript:alert(1)">page</a>', 'page'],
    ['<b style="font-weight:normal"><span style="font-weight:700">x</span> y</b>', '**x** y'],
    ['<script>alert(1)</script><style>p{}</style><p>ok</p>', 'ok'],
    ['<img src=x onerror=alert(1)>seen', 'seen'],
    ['<p>2 * 3 * 4 and *stars*</p>', '2 \\* 3 \\* 4 and \\*stars\\*'],
    ['<p>- not a list</p>', '\\- not a list'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['', ''],
  ])('%j is %j', (html, text) => expect(richTextFromHtml(html)).toBe(text))

  it('comes in however deep it is nested', () => {
    expect(richTextFromHtml(`${'<div>'.repeat(500)}x${'</div>'.repeat(500)}<p>after</p>`)).toContain('after')
  })
})
