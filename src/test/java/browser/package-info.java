/** A real browser for tests that look at a page. */
package browser;
