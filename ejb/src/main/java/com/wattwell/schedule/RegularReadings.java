package com.wattwell.schedule;

import com.wattwell.identity.Caller;
import com.wattwell.metering.ReadingTypeService;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** What is asked again and again becomes part of a reading plan: with a type of its own where it has none, in one transaction. */
@Stateless
public class RegularReadings {

    @Inject
    private ReadingTypeService types;
    @Inject
    private ScheduleService schedules;

    /**
     * @param known    code of the type that the item has already, or {@code null}
     * @param wanted   the type to make where {@code known} is {@code null}
     * @param schedule which shall read it, too, or {@code null} when one is made for it afterwards
     * @return the type's code
     */
    public String begin(Caller caller, String known, ReadingTypeService.NewReadingType wanted, Integer schedule) {
        String code = known == null ? types.make(caller, wanted) : known;
        if (schedule != null) {
            schedules.alsoRead(caller, schedule, code);
        }
        return code;
    }
}
