package com.wattwell.calendar;

/**
 * Told within the transaction that changes a calendar.
 *
 * @param companyId {@code null} when it is the one for all companies
 */
public record CalendarChanged(Integer companyId) {
}
