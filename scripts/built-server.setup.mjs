/** A set-up file of the server's tests: some start the server as it is delivered, all of them the same build. */
import { buildStale } from './build.mjs';

export default () => buildStale(['server']);
