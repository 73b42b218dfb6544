package com.wattwell.portal.bills;

import com.wattwell.billing.print.BillPrinting;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A bill as it is printed: in Chinese, unless the address says {@code language=en}. */
@WebServlet("/bill-pdf")
public class BillServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient BillPrinting printing;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            long bill = Id.of("bill", request.getParameter("id"));
            byte[] pdf = printing.pdf(visitor.caller().scope(), bill, !"en".equals(request.getParameter("language")));
            response.setContentType("application/pdf");
            response.setContentLength(pdf.length);
            response.setHeader("Content-Disposition", "inline; filename=\"bill-" + bill + ".pdf\"");
            response.setHeader("Cache-Control", "private, no-store");
            response.getOutputStream().write(pdf);
        } catch (RefusedException e) {
            response.sendError(e.kind() == RefusedException.Kind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
