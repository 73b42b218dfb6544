package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorSettings.LineSetting;
import java.io.Serializable;

/** A line of a collector while a person edits it. */
public class EditedLine implements Serializable {

    private static final long serialVersionUID = 1;

    private final int number;
    private Integer baud;
    private Integer firstReplyMillis;

    EditedLine(LineSetting setting) {
        this.number = setting.number();
        this.baud = setting.baud();
        this.firstReplyMillis = setting.firstReplyMillis();
    }

    LineSetting setting() {
        return new LineSetting(number, baud == null ? 0 : baud, firstReplyMillis == null ? 0 : firstReplyMillis);
    }

    public int getNumber() {
        return number;
    }

    public Integer getBaud() {
        return baud;
    }

    public void setBaud(Integer baud) {
        this.baud = baud;
    }

    public Integer getFirstReplyMillis() {
        return firstReplyMillis;
    }

    public void setFirstReplyMillis(Integer firstReplyMillis) {
        this.firstReplyMillis = firstReplyMillis;
    }
}
