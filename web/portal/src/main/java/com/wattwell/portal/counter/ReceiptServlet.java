package com.wattwell.portal.counter;

import com.wattwell.counter.Receipt;
import com.wattwell.counter.ReceiptQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A receipt as PDF. */
@WebServlet("/receipt.pdf")
public class ReceiptServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient ReceiptQueries receipts;
    @Inject
    private transient Visitor visitor;
    @Inject
    private transient Texts texts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String id = request.getParameter("id");
            Receipt receipt = receipts.byId(visitor.caller().scope(), Id.of("receipt", id)).orElseThrow(() -> RefusedException.notFound("receipt", id));
            byte[] pdf = ReceiptPdf.of(receipt, texts, visitor.zoneOf(receipt.companyId()));
            response.setContentType("application/pdf");
            response.setHeader("Content-Disposition", "inline; filename=" + receipt.number() + ".pdf");
            response.getOutputStream().write(pdf);
        } catch (RefusedException e) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
