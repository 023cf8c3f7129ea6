/** The one thing that is used of it; it brings no types. */
declare module 'vader-sentiment' {
  const vader: {
    readonly SentimentIntensityAnalyzer: {
      /** `compound`: −1 … 1, rounded to four places. */
      readonly polarity_scores: (text: string) => { readonly compound: number }
    }
  }
  export default vader
}
