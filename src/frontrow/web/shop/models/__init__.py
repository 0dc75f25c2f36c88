"""What the shop keeps: what a visitor keeps, what is for sale and where, orders, and the money for them."""

from frontrow.web.shop.models.catalogue import Market, Price, TaxRate, Variant
from frontrow.web.shop.models.kept import BagLine, Saved
from frontrow.web.shop.models.orders import Order, OrderLine, Return, ReturnLine
from frontrow.web.shop.models.payments import Heard, Payment, Refund, TestCharge

__all__ = [
    "BagLine",
    "Heard",
    "Market",
    "Order",
    "OrderLine",
    "Payment",
    "Price",
    "Refund",
    "Return",
    "ReturnLine",
    "Saved",
    "TaxRate",
    "TestCharge",
    "Variant",
]
