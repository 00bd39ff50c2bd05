/** Results and reasons in words, for pages too. */
export { outcomeInWords, reasonTexts, resultTexts } from '../../domain/airtime/result-words';
