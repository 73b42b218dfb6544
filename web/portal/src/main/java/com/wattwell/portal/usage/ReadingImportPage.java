package com.wattwell.portal.usage;

import com.wattwell.platform.Sheet;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Upload;
import com.wattwell.portal.Visitor;
import com.wattwell.usage.book.ReadingImport;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.util.List;

/** Takes readings over from a spreadsheet: look first, then take. */
@Named
@ViewScoped
public class ReadingImportPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 50;

    @Inject
    private ReadingImport service;
    @Inject
    private CompanyField company;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;

    private transient Part file;
    private byte[] content;
    private String fileName;
    private transient List<ReadingImport.Line> lines;

    public void open() {
        if (!visitor.isTakingMoney()) {
            visitor.mustOperate();
        }
    }

    /** Only looks at the file. */
    public void look() {
        byte[] bytes = Upload.bytes(file, Sheet.MAX_BYTES);
        if (bytes != null) {
            content = bytes;
            fileName = file.getSubmittedFileName();
        }
        lines = null;
        attempt.to(() -> lines = service.check(visitor.caller(), company.forWriting(), content));
    }

    public void take() {
        if (attempt.to(() -> attempt.say("handReading.imported", service.takeOver(visitor.caller(), company.forWriting(), content)))) {
            content = null;
            fileName = null;
            lines = null;
        } else if (content != null) {
            attempt.to(() -> lines = service.check(visitor.caller(), company.forWriting(), content));
        }
    }

    public List<ReadingImport.Line> getLines() {
        return lines;
    }

    /** The wrong rows, or the first ones when none is. */
    public List<ReadingImport.Line> getShown() {
        List<ReadingImport.Line> wrong = lines.stream().filter(line -> line.refused() != null).toList();
        return (wrong.isEmpty() ? lines : wrong).stream().limit(SHOWN).toList();
    }

    public long getWrong() {
        return lines == null ? 0 : lines.stream().filter(line -> line.refused() != null).count();
    }

    public String why(ReadingImport.Line line) {
        return line.refused() == null ? "" : texts.refused(line.refused());
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
}
