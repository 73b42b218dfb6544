package com.wattwell.portal;

import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;

/** Carries what a completing field chose through the page: the number, and the name to show. Whether it may be chosen the services judge. */
@FacesConverter("choice")
public class Choices implements Converter<ScheduleQueries.Choice> {

    private static final char BETWEEN = '|';

    @Override
    public ScheduleQueries.Choice getAsObject(FacesContext context, UIComponent component, String text) {
        int between = text == null ? -1 : text.indexOf(BETWEEN);
        return between < 0 ? null : new ScheduleQueries.Choice(Id.ofInt(ReadingSchedule.Target.METER.name(), text.substring(0, between)),
                text.substring(between + 1));
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, ScheduleQueries.Choice choice) {
        return choice == null ? "" : choice.id() + String.valueOf(BETWEEN) + choice.name();
    }
}
