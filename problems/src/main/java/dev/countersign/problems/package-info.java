/** How every room says no: RFC 9457 problems with a stable type, and a JSON Pointer for each bad field. */
package dev.countersign.problems;
