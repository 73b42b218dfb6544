package com.wattwell.portal.counter;

import com.wattwell.counter.Receipt;
import com.wattwell.counter.ReceiptQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.QrCode;
import com.wattwell.portal.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** A receipt to be printed, on a roll of 80 mm or on A4. */
@Named
@RequestScoped
public class ReceiptPage {

    @Inject
    private ReceiptQueries receipts;
    @Inject
    private Visitor visitor;

    private String id;
    private Receipt row;

    public Receipt getRow() {
        if (row == null) {
            row = receipts.byId(visitor.caller().scope(), Id.of("receipt", id)).orElseThrow(() -> RefusedException.notFound("receipt", id));
        }
        return row;
    }

    /** The squares of the QR code with its number, as paths of an SVG: one row each. */
    public List<String> getSquares() {
        return QrCode.rows(ReceiptPdf.code(getRow()));
    }

    public int getSize() {
        return QrCode.size(ReceiptPdf.code(getRow()));
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
