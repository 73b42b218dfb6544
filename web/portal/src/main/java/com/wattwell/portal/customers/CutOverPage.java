package com.wattwell.portal.customers;

import com.wattwell.customer.CutOver;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sheet;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LocalDay;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Upload;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;

/** Takes accounts of another system over: look first, then take, with the total that the other system says. */
@Named
@ViewScoped
public class CutOverPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 20;

    @Inject
    private CutOver service;
    @Inject
    private CompanyField company;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;
    @Inject
    private Clock clock;

    private transient Part file;
    private byte[] content;
    private String fileName;
    private String day;
    private String expected;
    private transient CutOver.Trial trial;

    public void open() {
        if (!visitor.isKeepingBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only who keeps the books takes balances over.");
        }
        day = clock.instant().atZone(visitor.getZone()).toLocalDate().toString();
    }

    /** Only looks at the file. */
    public void look() {
        byte[] bytes = Upload.bytes(file, Sheet.MAX_BYTES);
        if (bytes != null) {
            content = bytes;
            fileName = file.getSubmittedFileName();
        }
        trial = null;
        attempt.to(() -> trial = service.check(visitor.caller(), company.forWriting(), content));
    }

    public void take() {
        if (attempt.to(() -> service.takeOver(visitor.caller(), company.forWriting(), LocalDay.parse("from", day), content, fileName, Yuan.fen("expected", expected)))) {
            attempt.say("cutOver.taken");
            content = null;
            fileName = null;
            trial = null;
        } else {
            attempt.to(() -> trial = service.check(visitor.caller(), company.forWriting(), content));
        }
    }

    public CutOver.Trial getTrial() {
        return trial;
    }

    /** The wrong rows, or the first ones when none is. */
    public List<CutOver.Line> getLines() {
        List<CutOver.Line> wrong = trial.lines().stream().filter(line -> line.refused() != null).toList();
        return (wrong.isEmpty() ? trial.lines() : wrong).stream().limit(SHOWN).toList();
    }

    public String why(CutOver.Line line) {
        return line.refused() == null ? "" : texts.refused(line.refused());
    }

    public List<CutOver.Done> getDone() {
        return service.list(visitor.scope(), SHOWN);
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getFileName() {
        return fileName;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }

    public String getExpected() {
        return expected;
    }

    public void setExpected(String expected) {
        this.expected = expected;
    }
}
