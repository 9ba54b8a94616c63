/** What the command line prints out of a workspace goes through this. */
export { plainText } from '../text/plainText';
