/** The reviewer's console in a real browser, against answers that a test decides on. */
package dev.countersign.queue.console;
