/** When working time passes: weekly hours and holidays of one place. */
package dev.countersign.notification.calendar;
