/** A face for a score from -2 to 2: green, grey or red, and a mouth that says the same. */
export function MoodFace({ score, className = 'size-7' }: { readonly score: number; readonly className?: string }) {
  const color = Math.abs(score) < 0.5 ? 'var(--ink-muted)' : score > 0 ? 'var(--good)' : 'var(--danger)'
  const bend = score * 2.2
  return (
    <svg viewBox="0 0 28 28" aria-hidden className={`shrink-0 ${className}`}>
      <circle cx="14" cy="14" r="12" fill="none" stroke={color} strokeWidth="2" />
      <circle cx="10" cy="11.5" r="1.6" fill={color} />
      <circle cx="18" cy="11.5" r="1.6" fill={color} />
      <path
        d={`M9 ${String(18.5 - bend / 2)}Q14 ${String(18.5 + bend)} 19 ${String(18.5 - bend / 2)}`}
        fill="none"
        stroke={color}
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
